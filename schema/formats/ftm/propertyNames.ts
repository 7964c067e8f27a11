/** Property of each field of a record whose name differs. */
export const propertyNames: Readonly<Record<string, string>> = {
  birthDates: 'birthDate',
  nationalities: 'nationality',
  countries: 'country',
  phones: 'phone',
  emails: 'email',
  websites: 'website',
  heightCm: 'height',
  weightKg: 'weight',
  imo: 'imoNumber',
  icaoAddress: 'icaoCode',
};
