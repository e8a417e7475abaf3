import * as aws from "@pulumi/aws";
import type { Children } from "../shared/children";

interface AccessAnalyzers {
    external: aws.accessanalyzer.Analyzer;
    unused?: aws.accessanalyzer.Analyzer;
}

/** Finds what the account shares with outsiders and, for money, what its roles and users are allowed and do not use. */
export function accessAnalyzers(children: Children, unusedAccessDays: number | undefined): AccessAnalyzers {
    const analyzer = (suffix: string, args: Partial<aws.accessanalyzer.AnalyzerArgs>): aws.accessanalyzer.Analyzer => {
        const analyzerName = children.name(suffix);
        const tags = children.tags(suffix);
        return new aws.accessanalyzer.Analyzer(
            analyzerName,
            { analyzerName, tags, region: children.region, ...args },
            children.keptOptions(),
        );
    };
    return {
        external: analyzer("external-access", { type: "ACCOUNT" }),
        unused:
            unusedAccessDays === undefined
                ? undefined
                : analyzer("unused-access", {
                      type: "ACCOUNT_UNUSED_ACCESS",
                      configuration: { unusedAccess: { unusedAccessAge: unusedAccessDays } },
                  }),
    };
}
