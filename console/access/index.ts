/** Who may do what in the console. Pure, and read by the API, the web, the OpenAPI document and the tests alike. */
export { groupsOf } from "./claims";
export { mappedGroups, type GroupMapping, type UserAttributes } from "./federation";
export { GROUPS, isGroup, type Group } from "./groups";
export { mayCall, ROUTES, type Method, type Route, type RouteName } from "./routes";
