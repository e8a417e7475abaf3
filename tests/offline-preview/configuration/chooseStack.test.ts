import { strictEqual, throws } from "node:assert";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chooseStack } from "../../../offline-preview/configuration/chooseStack";
import { readProject } from "../../../offline-preview/configuration/project";

describe("offline-preview: the stack that is meant", () => {
    const folders: string[] = [];
    after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

    function projectWith(...files: string[]): ReturnType<typeof readProject> {
        const folder = mkdtempSync(join(tmpdir(), "choose-stack-"));
        folders.push(folder);
        writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
        files.forEach((file) => writeFileSync(join(folder, file), ""));
        return readProject(folder);
    }

    it("is the one that is asked for, whatever files there are", () => {
        strictEqual(chooseStack(projectWith("Pulumi.dev.yaml"), "prod"), "prod");
    });

    it("is the only one that has a file, in the ending of the project's file", () => {
        strictEqual(chooseStack(projectWith("Pulumi.dev.yaml", "Pulumi.prod.yml", "Other.dev.yaml"), undefined), "dev");
    });

    it("must be said where there are several, or none", () => {
        throws(
            () => chooseStack(projectWith("Pulumi.dev.yaml", "Pulumi.prod.yaml"), undefined),
            /give --stack: there are dev, prod/,
        );
        throws(
            () => chooseStack(projectWith(), undefined),
            /there is no stack file in .*: create Pulumi\.<stack>\.yaml/,
        );
        throws(
            () => chooseStack({ ...projectWith(), stackConfigDir: "/nowhere/at/all" }, undefined),
            /Pulumi\.yaml: 'stackConfigDir' names \/nowhere\/at\/all: there is no such folder: \/ has no 'nowhere'/,
        );
    });
});
