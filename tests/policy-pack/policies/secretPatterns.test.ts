import assert from "node:assert/strict";
import { holdsSecret, isSecretSetting, scriptHoldsSecret } from "../../../policy-pack/policies/secretPatterns";
import { unknown } from "../support/inputs";
import { read } from "../support/read";

const TOKEN = "a1B2c3D4e5F6a1B2c3D4e5F6a1B2c3D4e5F6";

const GOOGLE = `AIza${TOKEN.slice(0, 35)}`;

describe("what looks like a credential", () => {
    const secrets = [
        "AKIAIOSFODNN7EXAMPLE",
        "export KEY=ASIAIOSFODNN7EXAMPLE;",
        "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        '{"awsSecretKey": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}',
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN OPENSSH PRIVATE KEY-----",
        `token ghp_${TOKEN}`,
        "glpat-a1B2c3D4e5F6a1B2c3D4",
        "xoxb-1234567890-abc",
        `npm_${TOKEN}`,
        `https://hooks.slack.com/services/T${TOKEN.slice(0, 8)}/B${TOKEN.slice(0, 8)}/${TOKEN.slice(0, 24)}`,
        `rk_live_${TOKEN.slice(0, 24)}`,
        GOOGLE,
        "postgres://app:hunter2@db:5432/app",
        "redis://:hunter2@cache:6379",
        "postgres://app:{hunter2@db",
        "postgres://app:hunter2%s@db",
        "http://${USER}:hunter2@metrics:9090",
        "http://app:pre${USER}@metrics:9090",
    ];
    for (const text of secrets) {
        it(`is one: ${text.slice(0, 30)}`, () => assert.equal(holdsSecret(text), true));
    }

    const harmless = [
        "",
        "AWS_ACCESS_KEY_ID=FOO",
        "AKIA",
        "export AWS_SECRET_ACCESS_KEY",
        "AWS_SECRET_ACCESS_KEY=$(fetch)",
        "-----BEGIN PUBLIC KEY-----",
        "-----BEGIN CERTIFICATE-----",
        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3",
        "http://${USER}:${PASSWORD}@metrics:9090",
        "http://app:$DB_PASSWORD@metrics:9090",
        "http://app:$(fetch)@metrics:9090",
        "http://app:$1@metrics:9090",
        "http://app:$PASSWORD2@metrics:9090",
        "http://app:${PASSWORD%x}@metrics:9090",
        "http://app:`fetch`@metrics:9090",
        "http://app:{{ password }}@metrics:9090",
        "http://app:{{.Values.password}}@metrics:9090",
        "postgres://app:%(password)s@db",
        "postgres://app:<password>@db",
        "postgres://app:{db.password}@db",
        "postgres://app:<db-password>@db",
        "postgres://app:[YOUR-PASSWORD]@db",
        "postgres://app:***@db",
        "postgres://app:%s@db",
        "postgres://app:%PASSWORD%@db",
        "http://metrics:9090/a@b",
    ];
    for (const text of harmless) {
        it(`is none: ${text.slice(0, 30)}`, () => assert.equal(holdsSecret(text), false));
    }

    const lines: readonly (readonly [line: string, isSecret: boolean])[] = [
        ['export DATABASE_PASSWORD="hunter2"', true],
        ["DB_PASSWORD='hunter2'", true],
        ["  API_KEY=abc123  ", true],
        ["export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", true],
        ["export ACCESS_KEY_PASSWORD=hunter2", true],
        ["export PGPASSWORD=hunter2", true],
        ["export DB_PASSWORD=hunter2 # of production", true],
        ["readonly DB_PASSWORD=hunter2;", true],
        ["local DB_PASSWORD='hunter2'", true],
        ["declare -x DB_PASSWORD=hunter2", true],
        ["DB_PASSWORD= # of production", false],
        ["DB_PASSWORD=$1 # of production", false],
        ["DB_PASSWORD=; hunt", false],
        ["MYSQL_ALLOW_EMPTY_PASSWORD=yes", false],
        ["dbPassword='hunter2'", true],
        ["export AWS_ACCESS_KEY_ID=FOO", false],
        ["export AWS_SECRET_ACCESS_KEY=bar", false],
        ['DB_PASSWORD=""', false],
        ["DB_PASSWORD=$(aws ssm get-parameter --name db)", false],
        ['DB_PASSWORD="${SECRET}"', false],
        ["DB_PASSWORD=`fetch`", false],
        ["DB_PASSWORD=<password>", false],
        ['DB_PASSWORD="db-"$(fetch)', false],
        ["DB_PASSWORD=/run/secrets/db", false],
        ["DB_PASSWORD_FILE=orders", false],
        ["GREETING=hello", false],
        ["# set DB_PASSWORD=hunter2 yourself", false],
        ["# DB_PASSWORD=hunter2", false],
    ];
    for (const [line, isSecret] of lines) {
        it(`${isSecret ? "is" : "is not"} in a script with the line ${line}`, () =>
            assert.equal(scriptHoldsSecret(`#!/bin/sh\n${line}\nrun\n`), isSecret));
    }

    const settings: readonly (readonly [name: string, value: string, isSecret: boolean])[] = [
        ["DB_PASSWORD", "hunter2", true],
        ["password", "hunter2", true],
        ["password", "hunter/2$", true],
        ["stripe.apiKey", "sk_live_1", true],
        ["AWS_ACCESS_KEY_ID", "something", true],
        ["ECS_ENGINE_AUTH_DATA", "{}", true],
        ["/app/prod/db_password", "hunter2", true],
        ["GREETING", "AKIAIOSFODNN7EXAMPLE", true],
        ["dbPassword", "hunter2", true],
        ["--DBPassword", "hunter2", true],
        ["clientSecret", "hunter2", true],
        ["mqAuthToken", "hunter2", true],
        ["PGPASSWORD", "hunter2", true],
        ["MYSQL_PWD", "hunter2", true],
        ["REDISCLI_AUTH", "hunter2", true],
        ["dbPasswordFile", "orders", false],
        ["PGPASSFILE", "orders", false],
        ["DB_PASS_FILE", "orders", false],
        ["SKIP_NPM_TOKEN", "staging", false],
        ["dbPassword", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db", false],
        ["NOPASSWORD", "hunter2", false],
        ["ALLOW_EMPTY_PASSWORD", "yes", false],
        ["MYSQL_RANDOM_ROOT_PASSWORD", "1", false],
        ["DB_PASSWORD", "1yes", true],
        ["NEXT_PUBLIC_mapsApiKey", "abc123", false],
        ["DB_PASSWORD", "", false],
        ["DB_PASSWORD", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db", false],
        ["DB_PASSWORD", "/run/secrets/db", false],
        ["DB_PASSWORD", "${DB}", false],
        ["DB_PASSWORD_FILE", "orders", false],
        ["ECS_ENGINE_AUTH_DATA_BUCKET", "registries", false],
        ["TOKEN_URL", "id.example.com", false],
        ["USE_SECRET", "true", false],
        ["LOG_LEVEL", "debug", false],
        ["NEXT_PUBLIC_FIREBASE_API_KEY", GOOGLE, false],
        ["REACT_APP_MAPS", GOOGLE, false],
        ["MAPS_API_KEY", GOOGLE, true],
        ["GREETING", GOOGLE, true],
        ["VITE_STATUS_APIKEY", "abc123", false],
        ["VITE_API_KEY_PASSWORD", "abc123", true],
        ["NEXT_PUBLIC_PASSWORD", "hunter2", true],
        ["NEXT_PUBLIC_KEY", "AKIAIOSFODNN7EXAMPLE", true],
        ["MY_VITE_API_KEY", "abc123", true],
        ["VITE_API_KEY", `${GOOGLE} postgres://app:hunter2@db`, true],
        ...["NUXT_PUBLIC", "PUBLIC", "NX_PUBLIC", "NUXT_ENV", "NG_APP", "PREACT_APP", "GATSBY", "STORYBOOK"].map(
            (prefix) => [`${prefix}_API_KEY`, "abc123", false] as const,
        ),
        ["NEXT_PUBLIC_MAPBOX_ACCESS_TOKEN", "abc123", false],
        ["GITHUB_PUBLIC_ACCESS_TOKEN", "abc123", true],
        ["DB_PASS", "hunter2", true],
        ["app.smtpPwd", "hunter2", true],
        ["SMTP_PWD", "hunter2", true],
        ["OLDPWD", "hunter2", false],
        ["COMPASS", "hunter2", false],
        ["SECRET_KEY_BASE", "hunter2", true],
        ...[
            "ssm:/prod/db",
            "resolve:ssm:db",
            "secretsmanager:db",
            "vault:secret/data/db#password",
            "op://prod/db/password",
            "alias/db",
            "rds!cluster-1a2b3c4d",
            "./db.txt",
            "../db",
            "~/.ssh/id_rsa",
            "%env(DB)%",
            "prod/orders/db",
            "jwt-key.pem",
            "<set by hand>",
            "AQICAHh8f3a1B2c3",
            "ENC(a1B2c3)",
            "{cipher}a1B2c3",
            "pk_live_a1B2c3",
            "pk.eyJ1IjoiYSJ9",
            " ",
            "n/a",
            "Disabled",
            "required",
            "undefined",
        ].map((value) => ["DB_PASSWORD", value, false] as const),
        ...[
            "prod/Orders7/db",
            "prod/",
            "prod/orders#2",
            "hunter.pem.two",
            "hunter#2.pem",
            "<hunter>2",
            "hunter<2>",
            "notAQICAHh",
            "required2",
            "~hunter",
            "vaulthunter",
        ].map((value) => ["DB_PASSWORD", value, true] as const),
        ["DB_PASSWORD", "op://app:hunter2@db", true],
    ];
    for (const [name, value, isSecret] of settings) {
        it(`${isSecret ? "is" : "is not"} in ${name}="${value.slice(0, 20)}"`, () =>
            assert.equal(isSecretSetting(name, read({ it: value }).resource.get("it")), isSecret));
    }

    it("cannot be told of a name that is not known, unless the value tells", () => {
        const { resource } = read({
            later: unknown(),
            word: "hunter2",
            key: "AKIAIOSFODNN7EXAMPLE",
            reference: "/run/db",
        });
        const [name, ...values] = ["later", "word", "key", "reference", "later"].map((it) => resource.get(it));
        assert.ok(name);
        assert.deepEqual(
            values.map((value) => isSecretSetting(name, value)),
            ["undetermined", true, false, "undetermined"],
        );
        assert.equal(isSecretSetting("GREETING", name), "undetermined");
        assert.equal(isSecretSetting("DB_PASSWORD", name), "undetermined");
    });

    it("is looked for in a value before its name is asked for, which is no reason then", () => {
        const { resource, reasons } = read({ later: unknown(), key: "AKIAIOSFODNN7EXAMPLE", reference: "/run/db" });
        for (const value of ["key", "reference"]) {
            isSecretSetting(resource.get("later"), resource.get(value));
        }
        assert.equal(reasons.describe(), "A value it depends on is not known yet.");
    });
});
