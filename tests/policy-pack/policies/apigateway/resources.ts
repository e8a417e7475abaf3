import { unknown, type Inputs } from "../../support/inputs";
import type { TestResource } from "../../support/sdk";
import { tokenOf } from "../../support/token";

type More = Partial<Pick<TestResource, "name" | "from" | "outputs">>;

/** Resources of API Gateway: `resource("apigateway/stage", { … })`. */
export const resource = (file: string, inputs: Inputs = {}, more: More = {}): TestResource => ({
    type: tokenOf(file),
    inputs,
    ...more,
});

export const restApi = (inputs: Inputs = {}, more: More = {}) => resource("apigateway/restApi", inputs, more);
export const stage = (inputs: Inputs = {}, more: More = {}) =>
    resource("apigateway/stage", { stageName: "v1", restApi: unknown(), deployment: unknown(), ...inputs }, more);
/** Settings of methods, of the stage "it". */
export const methodSettings = (settings: Inputs, more: More = {}) =>
    resource("apigateway/methodSettings", { stageName: "v1", methodPath: "*/*", restApi: "a1b2c3", settings }, more);
export const api = (inputs: Inputs = {}, more: More = {}) => resource("apigatewayv2/api", inputs, more);
export const apiStage = (inputs: Inputs = {}, more: More = {}) => resource("apigatewayv2/stage", inputs, more);
