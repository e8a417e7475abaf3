/**
 * Functions that CloudFront runs at viewers' requests, as the text that it gets. They are in plain JavaScript of its
 * runtime 2.0.
 * See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
export const edgeRuntime = "cloudfront-js-2.0";

/**
 * Answers a deep link with the page that shows it: what has no dot in its last part is no file. The API's own path, which
 * has no slash behind it to make it the API's, is no page.
 */
export function deepLinks(apiPath: string): string {
    return `function handler(event) {
    var request = event.request;
    var last = request.uri.slice(request.uri.lastIndexOf("/") + 1);
    if (!last.includes(".") && request.uri !== ${JSON.stringify(apiPath)}) {
        request.uri = "/index.html";
    }
    return request;
}
`;
}

/** Takes away the path that makes a request the API's: the API knows its own paths only. */
export function belowApi(apiPath: string): string {
    const prefix = JSON.stringify(`${apiPath}/`);
    return `function handler(event) {
    var request = event.request;
    if (request.uri.startsWith(${prefix})) {
        request.uri = request.uri.slice(${apiPath.length});
    }
    return request;
}
`;
}
