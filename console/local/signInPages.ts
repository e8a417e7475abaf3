/** Pages of the local identity provider. Without scripts; all that varies is escaped. */

export function signInPage({ fault }: { readonly fault?: string | undefined }): string {
    return page(
        "Sign in",
        `<p>This identity provider runs on your machine, for the console that runs there. <code>npm run console</code>
has printed the users.</p>
${fault === undefined ? "" : `<p role="alert">${escaped(fault)}</p>`}
<form method="post">
<label for="username">User name</label>
<input id="username" name="username" autocomplete="username" autocapitalize="none" required autofocus>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button>Sign in</button>
</form>`,
    );
}

/** @param form of the provider, hidden, with the id `op.logoutForm`. */
export function signOutPage(form: string): string {
    return page(
        "Sign out",
        `${form}
<p>This ends your session, and all tokens that were given in it.</p>
<button form="op.logoutForm" name="logout" value="yes" autofocus>Sign out</button>`,
    );
}

export function messagePage(title: string, text: string): string {
    return page(title, `<p>${escaped(text)}</p>`);
}

export const STYLE = `:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { display: grid; place-items: center; min-height: 90vh; margin: 0; }
main { box-sizing: border-box; width: min(24rem, 100%); padding: 1.5rem; }
label, input, button { display: block; box-sizing: border-box; width: 100%; font: inherit; }
input { margin: 0.25rem 0 1rem; padding: 0.5rem; }
button { padding: 0.5rem; }
[role="alert"] { border-left: 0.25rem solid; padding-left: 0.75rem; }
`;

function page(title: string, content: string): string {
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · Palisade console</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${content}
</main>
</body>
</html>
`;
}

function escaped(text: string): string {
    const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
    return text.replace(/[&<>"]/g, (character) => entities[character] ?? "");
}
