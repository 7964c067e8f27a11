import { openShop } from './support/shop.js';

// Started where code may not be generated from strings; says which way was taken, and the answer.
const shop = await openShop();
let forbidden = false;
try {
  new Function('return 1');
} catch {
  forbidden = true;
}
const { text } = await shop.ours(
  '{ things { __typename id ... on Product { name reviews { text } } } grid { rating } }',
  {
    transport: 'bytes',
  },
);
await shop.close();
process.stdout.write(JSON.stringify({ forbidden, text }));
