/** Seed of the scenario that `npm start` loads, and that the documents show. Why alone: the settings name it, and load nothing else. */
export const demoSeed = 'saltmarsh';
