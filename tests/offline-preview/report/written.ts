import type { Preview } from "../../../offline-preview/model";
import { gitlabParts } from "../../../offline-preview/report/gitlab";
import { jsonReportParts } from "../../../offline-preview/report/json";
import { junitParts } from "../../../offline-preview/report/junit";
import type { Whereabouts } from "../../../offline-preview/report/places";
import { sarifParts } from "../../../offline-preview/report/sarif";

type Where = { where?: Whereabouts };

/** Reports that are written in parts, as one text. */
export const renderJson = (shown: Preview): string => [...jsonReportParts(shown)].join("");
export const renderSarif = (shown: Preview, options: Where): string => [...sarifParts(shown, options)].join("");
export const renderJunit = (shown: Preview, options: Where): string => [...junitParts(shown, options)].join("");
export const renderGitlab = (shown: Preview, options: Where): string => [...gitlabParts(shown, options)].join("");
