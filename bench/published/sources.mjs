import { readFileSync } from 'node:fs';
import { strippedSdl } from '../graph/sdl.mjs';
import { products, reviews, users } from './data.mjs';

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');
const imports = '"@external", "@key", "@provides", "@requires", "@shareable"';
const byUpc = ({ upc }) => products.find((product) => product.upc === upc);
const byId = (list) => (reference) => list.find(({ id }) => id === reference.id);
const firstReviews = () => reviews.slice(0, 2);

const product = { reviews: ({ upc }) => reviews.filter((review) => review.upc === upc) };
const resolvers = {
  accounts: {
    Query: { me: () => users[0], user: (_, reference) => byId(users)(reference), users: () => users },
    User: { __resolveReference: byId(users) },
  },
  inventory: {
    Product: {
      // Why what was sent goes on top: the price and the weight come with the key.
      __resolveReference: (reference) => ({ ...byUpc(reference), ...reference }),
      shippingEstimate: ({ price, weight }) => (price > 1000 ? 0 : Math.floor(weight / 2)),
    },
  },
  products: {
    Query: { topProducts: (_, { first }) => products.slice(0, first) },
    Product: { __resolveReference: byUpc },
  },
  reviews: {
    // Whoever asks for a user's reviews gets the first two, and the first user wrote all of them: so the published sources do.
    User: { __resolveReference: byId(users), reviews: firstReviews },
    Review: { __resolveReference: byId(reviews), product: byUpc, author: () => users[0] },
    Product: { __resolveReference: byUpc, ...product },
  },
};

/** The four sources of the public gateway benchmark, with labels of ours for Portcullis. */
export const graph = {
  sourceNames: Object.keys(resolvers),
  labelledSdl: (name) => `${read('../graph/access.graphql').replace('"@key"', imports)}\n${read(`${name}.graphql`)}`,
  plainSdl: (name) => strippedSdl(read(`${name}.graphql`), imports),
  resolvers,
  owned: { accounts: ['User'], inventory: [], products: ['Product'], reviews: ['Review'] },
  viewerOf: () => 'analyst',
};
