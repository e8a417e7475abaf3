import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TRAIL_ALARMS } from "../../../components/audit/policy/trailAlarms";

/** An event of CloudTrail, as far as patterns ask. */
type Event = Readonly<Record<string, unknown>>;

/** Whether a metric filter's pattern takes an event, as CloudWatch Logs reads the patterns that are here. */
function takes(pattern: string, event: Event): boolean {
    const tokens = pattern.match(/"[^"]*"|&&|\|\||!=|NOT EXISTS|[(){}=]|[^\s(){}=!&|]+/g) ?? [];
    const eat = (token: string): void => assert.equal(tokens.shift(), token, pattern);
    const value = (path: string): unknown =>
        path
            .replace(/^\$\./, "")
            .split(".")
            .reduce<unknown>((at, field) => (at as Event | undefined)?.[field], event);
    const fits = (found: unknown, wanted: string): boolean =>
        typeof found === "string" && new RegExp(`^${wanted.replaceAll(".", "\\.").replaceAll("*", ".*")}$`).test(found);
    const comparison = (): boolean => {
        if (tokens[0] === "(") {
            eat("(");
            const inside = either();
            eat(")");
            return inside;
        }
        const found = value(tokens.shift() ?? "");
        const operator = tokens.shift();
        if (operator === "NOT EXISTS") {
            return found === undefined;
        }
        const equal = fits(found, (tokens.shift() ?? "").replaceAll('"', ""));
        return operator === "!=" ? !equal : equal;
    };
    const chain =
        (separator: string, part: () => boolean, join: (one: boolean, other: boolean) => boolean) => (): boolean => {
            let result = part();
            while (tokens[0] === separator) {
                eat(separator);
                const other = part();
                result = join(result, other);
            }
            return result;
        };
    const both = chain("&&", comparison, (one, other) => one && other);
    const either: () => boolean = chain("||", both, (one, other) => one || other);
    eat("{");
    const result = either();
    eat("}");
    assert.deepEqual(tokens, []);
    return result;
}

const user = { type: "IAMUser" };
const signIn = { eventName: "ConsoleLogin", userIdentity: user, eventSource: "signin.amazonaws.com" };
const call = (service: string, eventName: string): Event => ({
    eventSource: `${service}.amazonaws.com`,
    eventName,
    userIdentity: { type: "AssumedRole" },
    eventType: "AwsApiCall",
});

/** By alarm: events that raise it, and some that are near and do not. */
const events: Record<string, { raise: Event[]; leave: Event[] }> = {
    "unauthorized-calls": {
        raise: [{ errorCode: "AccessDeniedException" }, { errorCode: "Client.UnauthorizedOperation" }],
        leave: [{ errorCode: "ThrottlingException" }, call("s3", "GetObject")],
    },
    "sign-in-without-mfa": {
        raise: [{ ...signIn, additionalEventData: { MFAUsed: "No" }, responseElements: { ConsoleLogin: "Success" } }],
        leave: [
            { ...signIn, additionalEventData: { MFAUsed: "Yes" }, responseElements: { ConsoleLogin: "Success" } },
            { ...signIn, additionalEventData: { MFAUsed: "No" }, responseElements: { ConsoleLogin: "Failure" } },
            // Who comes by SSO has had a second factor there.
            {
                ...signIn,
                userIdentity: { type: "AssumedRole" },
                additionalEventData: { MFAUsed: "No" },
                responseElements: { ConsoleLogin: "Success" },
            },
        ],
    },
    "root-usage": {
        raise: [{ ...call("ec2", "RunInstances"), userIdentity: { type: "Root" } }],
        leave: [
            { ...call("ec2", "RunInstances"), userIdentity: { type: "Root", invokedBy: "autoscaling.amazonaws.com" } },
            { ...call("ec2", "RunInstances"), userIdentity: { type: "Root" }, eventType: "AwsServiceEvent" },
            call("ec2", "RunInstances"),
        ],
    },
    "iam-policy-changes": {
        raise: ["PutRolePolicy", "AttachUserPolicy", "DeletePolicyVersion"].map((name) => call("iam", name)),
        leave: [call("iam", "CreateRole"), call("organizations", "DeletePolicy")],
    },
    "trail-changes": {
        raise: ["CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"].map((name) =>
            call("cloudtrail", name),
        ),
        leave: [call("cloudtrail", "GetTrail")],
    },
    "failed-sign-ins": {
        raise: [{ ...signIn, errorMessage: "Failed authentication" }],
        leave: [signIn],
    },
    "key-deletion": {
        raise: [call("kms", "DisableKey"), call("kms", "ScheduleKeyDeletion")],
        leave: [call("kms", "CancelKeyDeletion"), call("cloudfront", "DisableKey")],
    },
    "bucket-policy-changes": {
        raise: ["PutBucketPolicy", "DeleteBucketPolicy", "PutBucketAcl", "PutBucketLifecycle"].map((name) =>
            call("s3", name),
        ),
        leave: [call("s3", "CreateBucket")],
    },
    "config-changes": {
        raise: [call("config", "StopConfigurationRecorder"), call("config", "PutDeliveryChannel")],
        leave: [call("config", "PutConfigRule")],
    },
    "security-group-changes": {
        raise: ["AuthorizeSecurityGroupIngress", "RevokeSecurityGroupEgress", "DeleteSecurityGroup"].map((name) =>
            call("ec2", name),
        ),
        leave: [call("ec2", "DescribeSecurityGroups")],
    },
    "network-acl-changes": {
        raise: [call("ec2", "ReplaceNetworkAclAssociation"), call("ec2", "CreateNetworkAclEntry")],
        leave: [call("ec2", "DescribeNetworkAcls")],
    },
    "gateway-changes": {
        raise: [call("ec2", "AttachInternetGateway"), call("ec2", "CreateCustomerGateway")],
        leave: [call("ec2", "CreateNatGateway")],
    },
    "route-table-changes": {
        raise: [call("ec2", "CreateRoute"), call("ec2", "DisassociateRouteTable")],
        leave: [call("ec2", "DescribeRouteTables"), call("appmesh", "CreateRoute")],
    },
    "vpc-changes": {
        raise: [call("ec2", "CreateVpc"), call("ec2", "AcceptVpcPeeringConnection")],
        leave: [call("ec2", "CreateSubnet")],
    },
    "organization-changes": {
        raise: [call("organizations", "LeaveOrganization"), call("organizations", "MoveAccount")],
        leave: [call("organizations", "ListAccounts"), call("iam", "DetachPolicy")],
    },
};

describe("the alarms of a trail", () => {
    it("are those of CloudWatch.1 to 14, and of CIS 4.1 to 4.15, each once", () => {
        const numbers = (count: number, lead: string): string[] =>
            Array.from({ length: count }, (_, index) => `${lead}${index + 1}`);
        assert.deepEqual(
            TRAIL_ALARMS.map(({ controls }) => controls.cis),
            numbers(15, "4."),
        );
        const hub = TRAIL_ALARMS.flatMap(({ controls }) => controls.securityHub ?? []);
        assert.deepEqual([...hub].sort(), numbers(14, "CloudWatch.").sort());
        assert.equal(new Set(TRAIL_ALARMS.map(({ id }) => id)).size, 15);
        assert.deepEqual(
            Object.keys(events),
            TRAIL_ALARMS.map(({ id }) => id),
        );
    });

    it("are in the README", () => {
        const path = join(__dirname, "../../../components/audit/README.md");
        const block = /(?<=<!-- alarms -->\n<!-- prettier-ignore -->\n)[^]*?(?=\n<!-- end -->)/;
        const rows = TRAIL_ALARMS.map(
            ({ id, title, controls, source }) =>
                `| \`${id}\` | ${title} | ${controls.cis} | [${controls.securityHub ?? "none"}](${source}) |`,
        );
        const table = `${["| id | what happened | CIS 3.0, 5.0 | Security Hub |", "| --- | --- | --- | --- |", ...rows].join("\n")}\n`;
        const text = readFileSync(path, "utf8");
        if (process.env.UPDATE_README === "1") {
            writeFileSync(path, text.replace(block, table));
        } else {
            assert.equal(
                block.exec(text)?.[0],
                table,
                "run UPDATE_README=1 npx mocha tests/components/audit/trailAlarms.test.ts",
            );
        }
    });

    for (const { id, title, pattern, source } of TRAIL_ALARMS) {
        it(`${id}: is raised by what it is about, and by nothing near it`, () => {
            const { raise = [], leave = [] } = events[id] ?? {};
            for (const event of raise) {
                assert.equal(takes(pattern, event), true, JSON.stringify(event));
            }
            for (const event of leave) {
                assert.equal(takes(pattern, event), false, JSON.stringify(event));
            }
            // CloudWatch Logs takes no longer pattern, CloudWatch no longer name.
            assert.ok(pattern.length <= 1024, String(pattern.length));
            assert.match(id, /^[a-z-]{1,60}$/);
            assert.ok(title !== "" && source.startsWith("https://docs.aws.amazon.com/"));
        });
    }
});
