/** Seed of the scenario that `npm start` loads and the documents show. Why a file of its own: settings import nothing else. */
export const demoSeed = 'saltmarsh';
