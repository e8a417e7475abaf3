import { config } from "zod";

// Zod would try whether it may evaluate text as code. It may not here, and trying alone would be reported. Imported first,
// because schemas ask when they are made.
config({ jitless: true });
