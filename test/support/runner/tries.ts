/** How often something random is tried: a few times by `npm test`, many by the commands of `npm run fuzz` that take a whole crawl. */
export const tries = (few: number, many: number): number => (process.env.TEST_CRAWL === 'whole' ? many : few);
