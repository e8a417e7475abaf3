import assert from "node:assert/strict";
import {
    type FirewallFacts,
    firewallRules,
    ManagedRules,
    originHeader,
} from "../../../components/web/policy/firewallRules";

const nothing: FirewallFacts = {
    moreRules: [],
    countedRules: {},
    countOnly: false,
    rateLimit: 1000,
    addressSetArns: [],
    originSecrets: [],
};

interface Visit {
    /** The managed group that finds something. */
    found?: ManagedRules;
    requests?: number;
    /** The address set that the visitor is in. */
    from?: string;
    secret?: string;
}

/** What AWS WAF would do: the first rule that matches, and does more than count, decides. */
function decides(facts: Partial<FirewallFacts>, visit: Visit): "allowed" | "blocked" {
    const { rules, defaultAction } = firewallRules({ ...nothing, ...facts });
    for (const rule of rules as Rule[]) {
        const { statement, action = {}, overrideAction } = rule;
        const { rateBasedStatement, managedRuleGroupStatement, ipSetReferenceStatement, byteMatchStatement } =
            statement;
        const matches =
            (visit.requests ?? 1) > (rateBasedStatement?.limit ?? Infinity) ||
            (managedRuleGroupStatement !== undefined && managedRuleGroupStatement.name === visit.found) ||
            (ipSetReferenceStatement !== undefined && ipSetReferenceStatement.arn === visit.from) ||
            (byteMatchStatement !== undefined && byteMatchStatement.searchString === visit.secret);
        if (!matches || "count" in action || "count" in (overrideAction ?? {})) {
            continue;
        }
        return "allow" in action ? "allowed" : "blocked";
    }
    return "allow" in (defaultAction as object) ? "allowed" : "blocked";
}

interface Rule {
    name: string;
    priority: number;
    action?: object;
    overrideAction?: object;
    statement: {
        rateBasedStatement?: { limit: number };
        managedRuleGroupStatement?: { name: string; ruleActionOverrides: object[] };
        ipSetReferenceStatement?: { arn: string };
        byteMatchStatement?: { searchString: string; positionalConstraint: string; fieldToMatch: object };
    };
}

const names = (facts: Partial<FirewallFacts>): string[] =>
    (firewallRules({ ...nothing, ...facts }).rules as Rule[]).map(({ name }) => name);

const origin = { originSecrets: ["old", "new"] };
const audience = { addressSetArns: ["office", "office6"] };
const table: [string, Partial<FirewallFacts>, Visit, "allowed" | "blocked"][] = [
    ["anybody", {}, {}, "allowed"],
    ["the 1,000th request", {}, { requests: 1000 }, "allowed"],
    ["the 1,001st request", {}, { requests: 1001 }, "blocked"],
    ["a known attacker", {}, { found: ManagedRules.IpReputation }, "blocked"],
    ["a common attack", {}, { found: ManagedRules.Common }, "blocked"],
    ["Log4Shell", {}, { found: ManagedRules.KnownBadInputs }, "blocked"],
    ["SQL, not asked for", {}, { found: ManagedRules.SqlDatabase }, "allowed"],
    ["SQL", { moreRules: [ManagedRules.SqlDatabase] }, { found: ManagedRules.SqlDatabase }, "blocked"],
    ["somebody from elsewhere", audience, { from: "home" }, "blocked"],
    ["somebody from the office", audience, { from: "office" }, "allowed"],
    ["somebody from the office, with IPv6", audience, { from: "office6" }, "allowed"],
    ["an attack from the office", audience, { from: "office", found: ManagedRules.Common }, "blocked"],
    ["too much from the office", audience, { from: "office", requests: 5000 }, "blocked"],
    ["a request around CloudFront", origin, {}, "blocked"],
    ["a guessed secret", origin, { secret: "guess" }, "blocked"],
    ["CloudFront, with the old secret", origin, { secret: "old" }, "allowed"],
    ["CloudFront, with the new secret", origin, { secret: "new" }, "allowed"],
    ["an attack through CloudFront", origin, { secret: "new", found: ManagedRules.Common }, "blocked"],
    ["many requests from CloudFront's address", origin, { secret: "new", requests: 5000 }, "allowed"],
    ["at a first roll-out, an attack", { countOnly: true }, { found: ManagedRules.Common }, "allowed"],
    ["at a first roll-out, a flood", { countOnly: true }, { requests: 5000 }, "allowed"],
    ["at a first roll-out, around CloudFront", { ...origin, countOnly: true }, {}, "blocked"],
    ["at a first roll-out, from elsewhere", { ...audience, countOnly: true }, { from: "home" }, "blocked"],
];

describe("the rules of a firewall", () => {
    for (const [who, facts, visit, decision] of table) {
        it(`${who}: ${decision}`, () => {
            assert.equal(decides(facts, visit), decision);
        });
    }

    it("have priorities in their order, and metrics without samples", () => {
        const { rules } = firewallRules({ ...nothing, ...audience });
        for (const [index, rule] of (rules as Rule[]).entries()) {
            const { priority, visibilityConfig } = rule as Rule & { visibilityConfig: object };
            assert.equal(priority, index);
            assert.deepEqual(visibilityConfig, {
                cloudwatchMetricsEnabled: true,
                metricName: rule.name,
                sampledRequestsEnabled: false,
            });
        }
    });

    it("a rule of a group counts where it is named, and nothing else does", () => {
        const counted = { AWSManagedRulesCommonRuleSet: ["SizeRestrictions_BODY"] };
        const rules = firewallRules({ ...nothing, countedRules: counted }).rules as Rule[];
        for (const { name, statement } of rules) {
            assert.deepEqual(
                statement.managedRuleGroupStatement?.ruleActionOverrides ?? [],
                name === ManagedRules.Common ? [{ name: "SizeRestrictions_BODY", actionToUse: { count: {} } }] : [],
            );
        }
    });

    it("behind CloudFront ask for no address", () => {
        assert.deepEqual(names({ ...origin, moreRules: [ManagedRules.AnonymousIps, ManagedRules.SqlDatabase] }), [
            ManagedRules.Common,
            ManagedRules.KnownBadInputs,
            ManagedRules.SqlDatabase,
            "OriginSecret1",
            "OriginSecret2",
        ]);
    });

    it("compare the whole secret, as it is", () => {
        const rule = (firewallRules({ ...nothing, originSecrets: ["s"] }).rules as Rule[]).at(-1);
        assert.deepEqual(rule?.statement.byteMatchStatement, {
            fieldToMatch: { singleHeader: { name: originHeader } },
            positionalConstraint: "EXACTLY",
            searchString: "s",
            textTransformations: [{ priority: 0, type: "NONE" }],
        });
    });
});
