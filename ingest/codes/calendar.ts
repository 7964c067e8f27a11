/** Whether a month of a year has this day; months from 1. */
export function isDayOfMonth(year: number, month: number, day: number): boolean {
  // Why four centuries on: `Date.UTC` takes the years 0 to 99 for those of the last century.
  return day >= 1 && day <= new Date(Date.UTC(year + 400, month, 0)).getUTCDate();
}
