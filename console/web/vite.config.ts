import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/**
 * Cloudscape's styles hold Open Sans as `data:`, which the pages' policy does not load, and which is 200 kB of the first
 * load. Without it the system's own font is used, as Cloudscape has it next.
 */
function withoutEmbeddedFonts(): Plugin {
    return {
        name: "without-embedded-fonts",
        enforce: "pre",
        transform(code, id) {
            return id.includes("/global-styles/index.css") ? code.replace(/@font-face\s*\{[^}]*\}/g, "") : undefined;
        },
    };
}

export default defineConfig({
    plugins: [withoutEmbeddedFonts(), react()],
    // The schemas beside this folder and these pages are to share one zod, and so its configuration.
    resolve: { dedupe: ["zod"] },
    build: {
        target: "es2022",
        // The pages' policy allows nothing inline, and no `data:`: every font and picture is a file.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        // React, Cloudscape's layout and signing in, which every page needs; the pages themselves are chunks of their own.
        chunkSizeWarningLimit: 700,
        // Chunks would put zod's schemas before the line that configures it.
        rolldownOptions: { output: { strictExecutionOrder: true } },
    },
});
