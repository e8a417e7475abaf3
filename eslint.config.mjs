import pulumi from "@pulumi/eslint-plugin";
import tseslint from "typescript-eslint";

export default tseslint.config(
    // The pages are linted in their own folder, with what is installed there.
    {
        ignores: [
            "**/node_modules/",
            "**/bin/",
            "coverage/",
            "reports/",
            ".stryker-tmp/",
            "console/web/",
            "tests/browser/",
        ],
    },
    {
        files: ["**/*.ts"],
        extends: [tseslint.configs.recommendedTypeChecked],
        plugins: { "@pulumi": pulumi },
        languageOptions: {
            parserOptions: {
                project: ["./tsconfig.json", "./tests/browser/tsconfig.json"],
                tsconfigRootDir: import.meta.dirname,
            },
        },
        rules: {
            "@pulumi/no-output-in-template-literal": "error",
            "@pulumi/no-output-instance-in-template-literal": "error",
            "@typescript-eslint/no-deprecated": "error",
            // What node:test gives back is nobody's to wait for.
            "@typescript-eslint/no-floating-promises": [
                "error",
                {
                    allowForKnownSafeCalls: [
                        { from: "package", name: ["describe", "it", "test"], package: "node:test" },
                    ],
                },
            ],
            "@typescript-eslint/no-base-to-string": "error",
            "no-restricted-imports": [
                "error",
                {
                    patterns: [
                        {
                            regex: "^(\\.\\./)+(components|offline-preview|policy-documents|policy-pack)$",
                            message: "By its folder, a package is what was built last: import it by its name.",
                        },
                    ],
                },
            ],
            "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
            "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
        },
    },
);
