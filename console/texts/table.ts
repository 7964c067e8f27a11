/* What tables of records say. */
export const tableTexts = {
  columns: 'Columns',
  order: (title: string) => `Order by ${title}`,
  ascending: ', smallest first',
  descending: ', largest first',
  scrolls: (caption: string) => `${caption}: scroll with the arrow keys`,
};
