export const problems = {
    offline: "The console cannot be reached. Check your connection, then try again.",
    session: "Your session is over. Sign in again.",
    forbidden: "You may not do this. Ask an administrator for the right group.",
    missing: "This does not exist, or no longer.",
    conflict: "Somebody else changed this meanwhile.",
    busy: "The console is busy. Try again in a moment.",
    refused: "This was not accepted. Check what you sent.",
    fault: "Something went wrong on our side. Try again; if it goes on, tell whoever runs this console.",
    strange: "The answer of the console was not understood. Reload the page: it may be older than the console.",
};
