import assert from "node:assert/strict";
import { eitherOf, listOf, namesOf, say, shown, type Value } from "../../../policy-pack/evaluation";
import { ResourceReader } from "../../../policy-pack/evaluation/resource";
import { UNTRACED } from "../../../policy-pack/evaluation/reasons";
import { unknown } from "../support/inputs";
import { read } from "../support/read";

const { resource } = read({ acl: "public-read", secret: "hunter2", later: unknown(), number: 7 });

describe("a message", () => {
    it("shows a value's path, numbers, booleans and other messages", () => {
        const message = say`Set ${resource.get("acl")} to ${true}, ${30}, or ${eitherOf(["private", "log-delivery"])}.`;
        assert.equal(message.text, 'Set `acl` to true, 30, or "private" or "log-delivery".');
    });

    it("lists several things", () => {
        const [one, two, three] = [resource.get("acl"), resource.get("secret"), resource.get("a", "b")];
        assert.equal(say`Set ${listOf([one])} to true.`.text, "Set `acl` to true.");
        assert.equal(listOf([one, two]).text, "`acl` and `secret`");
        assert.equal(listOf([one, two, three]).text, "`acl`, `secret` and `a.b`");
        assert.equal(namesOf(["iam:PassRole", "ec2:RunInstances"]).text, "`iam:PassRole` and `ec2:RunInstances`");
        assert.equal(eitherOf(["a", 2, true]).text, '"a", 2 or true');
    });

    it("shows a resource's name on one line, short", () => {
        const named = (name: string) => new ResourceReader("t", name, "urn", {}, UNTRACED);
        assert.equal(say`See ${named("my-bucket_1.logs")}.`.text, 'See "my-bucket_1.logs".');
        assert.equal(say`${named('a\nb"`')}`.text, '"a?b??"');
        assert.equal(say`${named("x".repeat(200))}`.text, `"${"x".repeat(100)}"`);
    });

    it("shows a value itself only if it is one of the policy's own words", () => {
        const words = ["public-read", "public-read-write"];
        assert.equal(shown(resource.get("acl"), words).text, '"public-read"');
        assert.equal(shown(resource.get("secret"), words).text, "another value");
        assert.equal(shown(resource.get("later"), words).text, "another value");
        assert.equal(shown(resource.get("missing"), words).text, "another value");
    });

    it("does not show a text from the data, even past the compiler", () => {
        const smuggled = resource.get("secret").toPlain() as Value;
        assert.equal(say`It is ${smuggled}.`.text, "It is (value not shown).");
    });
});
