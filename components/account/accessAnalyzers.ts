import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Children } from "../shared/children";

interface AccessAnalyzers {
    external: aws.accessanalyzer.Analyzer;
    unused?: aws.accessanalyzer.Analyzer;
}

/** Finds what the account shares with outsiders and, for money, what its roles and users are allowed and do not use. */
export function accessAnalyzers(children: Children, unusedAccessDays: number | undefined): AccessAnalyzers {
    const analyzer = (
        suffix: string,
        args: Partial<aws.accessanalyzer.AnalyzerArgs>,
        options: pulumi.CustomResourceOptions,
    ): aws.accessanalyzer.Analyzer => {
        const analyzerName = children.name(suffix);
        const tags = children.tags(suffix);
        return new aws.accessanalyzer.Analyzer(
            analyzerName,
            { analyzerName, tags, region: children.region, ...args },
            options,
        );
    };
    return {
        external: analyzer("external-access", { type: "ACCOUNT" }, children.keptOptions()),
        unused:
            unusedAccessDays === undefined
                ? undefined
                : analyzer(
                      "unused-access",
                      {
                          type: "ACCOUNT_UNUSED_ACCESS",
                          configuration: { unusedAccess: { unusedAccessAge: unusedAccessDays } },
                      },
                      // Other days are another analyzer, of the same name. It holds nothing: the new one finds it all again.
                      { ...children.looseOptions(), deleteBeforeReplace: true },
                  ),
    };
}
