export const attributes = {
    title: "Attributes",
};
