import { config } from 'zod';

// Why, and why a file of its own that is imported first: by default it compiles code out of text, which the page's policy forbids.
config({ jitless: true });
