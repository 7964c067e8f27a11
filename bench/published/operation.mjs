/**
 * The one operation of the public gateway benchmark, its selections and fragments as published. It has no variables: what
 * keeps peers from answering equal requests with one fetch is that each carries an Authorization of its own, which they
 * hand on to the sources.
 *
 * @type {import('../graph/operations.mjs').Operation}
 */
export const publishedOperation = {
  id: 'P1',
  title: 'the public gateway benchmark: users and products with reviews, six levels, four sources',
  viewer: 'analyst',
  variants: [{}],
  ownAuthorization: true,
  query: `fragment User on User { id username name }
fragment Review on Review { id body }
fragment Product on Product { inStock name price shippingEstimate upc weight }
query TestQuery {
  users {
    ...User
    reviews {
      ...Review
      product {
        ...Product
        reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } }
      }
    }
  }
  topProducts {
    ...Product
    reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } }
  }
}`,
};

/** Connections: the users of the published constant run, and those of its bursts. */
export const publishedUsers = [50, 500];
