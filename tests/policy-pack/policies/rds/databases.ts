import type { Inputs } from "../../support/inputs";
import type { TestResource } from "../../support/sdk";

/** Resources of RDS. */

export const instance = (inputs: Inputs = {}): TestResource => ({ type: "aws:rds/instance:Instance", inputs });
export const cluster = (inputs: Inputs = {}): TestResource => ({ type: "aws:rds/cluster:Cluster", inputs });
export const clusterInstance = (inputs: Inputs = {}): TestResource => ({
    type: "aws:rds/clusterInstance:ClusterInstance",
    inputs,
});
export const globalCluster = (inputs: Inputs = {}): TestResource => ({
    type: "aws:rds/globalCluster:GlobalCluster",
    inputs,
});
export const parameterGroup = (family: string, parameters: Readonly<Record<string, string>> = {}): TestResource => ({
    type: "aws:rds/parameterGroup:ParameterGroup",
    inputs: groupInputs(family, parameters),
});
export const clusterParameterGroup = (
    family: string,
    parameters: Readonly<Record<string, string>> = {},
): TestResource => ({
    type: "aws:rds/clusterParameterGroup:ClusterParameterGroup",
    inputs: groupInputs(family, parameters),
});

function groupInputs(family: string, parameters: Readonly<Record<string, string>>): Inputs {
    return { family, parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })) };
}
