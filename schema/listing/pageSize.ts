/**
 * The `@listSize` of a field that takes `first`, of which sources accept 1 to 100, and whose answer has the rows in these lists;
 * none: it is the list itself.
 */
export function pageSize(lists: readonly string[]): string {
  const sized = lists.length > 0 ? `, sizedFields: ${JSON.stringify(lists)}` : '';
  return `@listSize(assumedSize: 100, slicingArguments: ["first"]${sized}, requireOneSlicingArgument: false)`;
}
