const steps = [
  { unit: 'year', seconds: 365 * 86_400 },
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
] as const;
const words = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** How long ago something was, in the largest unit of which at least two have passed: `1 minute` is still `90 seconds`. */
export function ageWords(seconds: number): string {
  const step = steps.find((each) => seconds >= 2 * each.seconds) ?? { unit: 'second', seconds: 1 };
  const count = Math.max(0, Math.floor(seconds / step.seconds));
  return `${words.format(count)} ${step.unit}${count === 1 ? '' : 's'}`;
}
