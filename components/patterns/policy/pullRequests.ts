import type { Place } from "../../shared/arn";
import { type Check, oneOf } from "../../shared/checks";
import { allowOn } from "../../shared/grantStatements";
import type { Statement } from "../../shared/policyDocument";
import type { Fault } from "../../shared/validate";
import {
    connectionService,
    logStatements,
    networkStatements,
    type RepositoryParts,
    stageBuildspec,
    useStatement,
} from "./pipelineStatements";

/** Who hosts a repository whose pull requests are built. */
export const RepositoryHost = {
    /** github.com */
    GitHub: "GitHub",
    /** gitlab.com */
    GitLab: "GitLab",
    /** bitbucket.org */
    Bitbucket: "Bitbucket",
} as const;
export type RepositoryHost = (typeof RepositoryHost)[keyof typeof RepositoryHost];

/** Whose pull requests are built at once. */
export const TrustedContributors = {
    /** Who may push to the repository. */
    Writers: "Writers",
    /** Who maintains it; of Bitbucket, its administrators. */
    Maintainers: "Maintainers",
    /** Who administers or owns it. */
    Administrators: "Administrators",
} as const;
export type TrustedContributors = (typeof TrustedContributors)[keyof typeof TrustedContributors];

/** How the scan's result goes to pull requests. */
export interface PullRequestsArgs {
    /** Who hosts the repository. */
    host: RepositoryHost;
    /**
     * Whose pull requests are built at once; those of others, forks among them, wait until one of these comments
     * `/codebuild_run(<commit>)`. Default: `Writers`, who could push the same to the repository.
     */
    trusted?: TrustedContributors;
}

interface Host {
    /** As CodeBuild calls it. */
    type: "GITHUB" | "GITLAB" | "BITBUCKET";
    url: string;
    /** Roles there, as CodeBuild calls them. */
    roles: Record<TrustedContributors, readonly string[]>;
    /** Whether a commit's status has a name of one's own; of GitLab, AWS documents none. */
    namesStatus: boolean;
    /** What else a pull request is built for: Bitbucket opens none again. */
    reopens: boolean;
}

/**
 * See https://docs.aws.amazon.com/codebuild/latest/APIReference/API_PullRequestBuildPolicy.html,
 * https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BuildStatusConfig.html
 */
const hosts: Record<RepositoryHost, Host> = {
    GitHub: {
        type: "GITHUB",
        url: "https://github.com",
        roles: {
            Writers: ["GITHUB_WRITE", "GITHUB_MAINTAIN", "GITHUB_ADMIN"],
            Maintainers: ["GITHUB_MAINTAIN", "GITHUB_ADMIN"],
            Administrators: ["GITHUB_ADMIN"],
        },
        namesStatus: true,
        reopens: true,
    },
    GitLab: {
        type: "GITLAB",
        url: "https://gitlab.com",
        roles: {
            Writers: ["GITLAB_DEVELOPER", "GITLAB_MAINTAINER", "GITLAB_OWNER"],
            Maintainers: ["GITLAB_MAINTAINER", "GITLAB_OWNER"],
            Administrators: ["GITLAB_OWNER"],
        },
        namesStatus: false,
        reopens: true,
    },
    Bitbucket: {
        type: "BITBUCKET",
        url: "https://bitbucket.org",
        roles: {
            Writers: ["BITBUCKET_WRITE", "BITBUCKET_ADMIN"],
            Maintainers: ["BITBUCKET_ADMIN"],
            Administrators: ["BITBUCKET_ADMIN"],
        },
        namesStatus: true,
        reopens: false,
    },
};

const fields = ["host", "trusted"];

export const pullRequestFaults: Check<PullRequestsArgs> = (pullRequests, argument) => [
    ...Object.keys(pullRequests)
        .filter((field) => !fields.includes(field))
        .map((field) => ({
            argument: `${argument}.${field}`,
            fault: "it is not a field of it",
            fix: `use ${fields.join(", ")}`,
        })),
    ...oneOf(RepositoryHost)(pullRequests.host, `${argument}.host`),
    ...(pullRequests.trusted === undefined
        ? []
        : oneOf(TrustedContributors)(pullRequests.trusted, `${argument}.trusted`)),
];

/** Whether its host may have a repository at such a place. */
export function hostFaults(pullRequests: PullRequestsArgs | undefined, repository = ""): Fault[] {
    return pullRequests === undefined || pullRequests.host === RepositoryHost.GitLab || repository.split("/").length < 3
        ? []
        : [
              {
                  argument: "repository",
                  fault: `${pullRequests.host} has no groups in groups`,
                  fix: "pass owner/name",
              },
          ];
}

/** What their project is called behind the component's name, and what its log's streams begin with. */
export const PULL_REQUESTS = "pull-requests";

/** What a pattern's pull requests are about. */
interface PullRequest extends PullRequestsArgs {
    pattern: string;
    repository: string;
    branch: string;
}

/** Where CodeBuild takes pull requests from, and where it says how they did. */
export function pullRequestSource({ host, pattern, repository }: PullRequest) {
    const { type, url, namesStatus } = hosts[host];
    return {
        type,
        location: `${url}/${repository}.git`,
        gitCloneDepth: 1,
        reportBuildStatus: true,
        // The name by which a rule of the repository can ask for it: the project's own has random letters in it.
        ...(namesStatus ? { buildStatusConfig: { context: `palisade/${pattern}` } } : {}),
    };
}

/**
 * Which pull requests are built: those into the branch, and at once those of trusted contributors only.
 * See https://docs.aws.amazon.com/codebuild/latest/userguide/pull-request-build-policy.html
 */
export function pullRequestHook({ host, branch, trusted = TrustedContributors.Writers }: PullRequest) {
    const { roles, reopens } = hosts[host];
    const events = ["PULL_REQUEST_CREATED", "PULL_REQUEST_UPDATED", ...(reopens ? ["PULL_REQUEST_REOPENED"] : [])];
    return {
        buildType: "BUILD",
        filterGroups: [
            {
                filters: [
                    { type: "EVENT", pattern: events.join(", ") },
                    { type: "BASE_REF", pattern: `^refs/heads/${branch.replace(/[^\w/-]/g, "\\$&")}$` },
                ],
            },
        ],
        // Of all pull requests, not only of forks: where it matters who may push, a branch is no proof either.
        pullRequestBuildPolicy: { requiresCommentApproval: "ALL_PULL_REQUESTS", approverRoles: [...roles[trusted]] },
    };
}

/**
 * Builds and scans as the pipeline does, one after the other in one container; what the build changes of its shell, such as
 * the folder, is gone before the scan.
 */
export function pullRequestBuildspec(buildCommands: readonly string[], scan: string): string {
    return stageBuildspec([
        'export COMMIT="${CODEBUILD_RESOLVED_SOURCE_VERSION:-}"',
        "(",
        ...buildCommands,
        ")",
        "(",
        scan,
        ")",
    ]);
}

/** What the role of a pull request's build is about. */
export interface PullRequestParts extends RepositoryParts {
    place: Place;
    logGroupArn: string;
    /** Subnets of the builds; none outside of a VPC. */
    subnetIds: readonly string[];
}

/**
 * What a pull request's build may do: write its logs and use the connection, by which CodeBuild takes the source, makes the
 * webhook and reports. CodeBuild does so by the project's role, so the build could, too.
 * See https://docs.aws.amazon.com/codebuild/latest/userguide/connections-github-app.html
 */
export function pullRequestStatements({ place, logGroupArn, subnetIds, ...source }: PullRequestParts): Statement[] {
    const service = connectionService(source.connectionArn);
    return [
        ...logStatements(PULL_REQUESTS, logGroupArn),
        allowOn("Connection", [`${service}:GetConnection`, `${service}:GetConnectionToken`], source.connectionArn),
        useStatement("Repository", source),
        ...(subnetIds.length === 0 ? [] : networkStatements(place, subnetIds)),
    ];
}
