import assert from "node:assert/strict";
import { coversStrangers } from "../../../../policy-pack/policies/s3/origins";

const STRANGERS = [
    ["*", "anybody"],
    ["https://*", "anybody with TLS"],
    ["http*", "anybody, by the beginning of the scheme"],
    ["https:*", "anybody, by the scheme and a colon"],
    ["*://*", "anybody, with any scheme"],
    ["https://*:8443", "anybody at a port"],
    ["*:8443", "anybody at a port, with any scheme"],
    ["https://*.com", "a domain of the internet"],
    ["*.com", "a domain of the internet, with any scheme"],
    ["*.co.uk", "a suffix of a country"],
    ["https://*.com.au", "another suffix of a country"],
    ["*example.com", "evil-example.com"],
    ["https://*example.co.uk", "evil-example.co.uk"],
    ["https://app.example.com*", "app.example.com.evil.net"],
    ["https://app*", "app.evil.net"],
    ["http://localhost*", "localhost.evil.net"],
    ["https://*.github.io", "whoever has a page there"],
    ["https://*.cloudfront.net", "whoever has a distribution"],
    ["https://*.vercel.app", "whoever deploys there"],
    ["https://*.s3.amazonaws.com", "whoever has a bucket"],
    ["https://*.s3-website.eu-west-1.amazonaws.com", "whoever has a bucket in the region"],
    ["https://*.lambda-url.eu-west-1.on.aws", "whoever has a function in the region"],
    ["HTTPS://*.GitHub.IO", "whoever has a page there, in capitals"],
    ["https://*.", "a name that ends in a dot"],
] as const;

/** Where whoever asks gets a name. */
const HOSTING =
    "amazonaws.com amazonaws.com.cn amplifyapp.com appspot.com awsapprunner.com azureedge.net azurefd.net azurestaticapps.net azurewebsites.net bitbucket.io blogspot.com cloudapp.azure.com cloudfront.net core.windows.net deno.dev elasticbeanstalk.com firebaseapp.com fly.dev github.io gitlab.io glitch.me herokuapp.com myshopify.com netlify.app ngrok-free.app ngrok-free.dev ngrok.io on.aws ondigitalocean.app onrender.com pages.dev readthedocs.io repl.co run.app surge.sh trafficmanager.net vercel.app web.app webflow.io wixsite.com wordpress.com workers.dev".split(
        " ",
    );

const ONE_OWNER = [
    "https://app.example.com",
    "https://*.example.com",
    "*.example.com",
    "https://*.example.co.uk",
    "https://*-app.example.com",
    "https://*.team.github.io",
    "https://*.example.co.com",
    "https://*.co.example",
    "http://localhost:*",
    "http://*.test",
    "http://*.local",
    "https://*.internal",
    "http://*.localhost:3000",
    "https://*.corp.internal",
    "*://app.example.com",
    "http*://app.example.com:8443",
    "https://app.example.com:*",
    "https://app.example.com/*",
    "https://*.example.de",
    "null",
    "",
];

describe("an origin that covers strangers", () => {
    for (const [origin, whom] of STRANGERS) {
        it(`is ${origin}, which covers ${whom}`, () => assert.equal(coversStrangers(origin), true));
    }

    for (const domain of HOSTING) {
        it(`is https://*.${domain}, where whoever asks gets a name`, () =>
            assert.equal(coversStrangers(`https://*.${domain}`), true));
    }

    for (const origin of ONE_OWNER) {
        it(`is not "${origin}"`, () => assert.equal(coversStrangers(origin), false));
    }
});
