import { romanToNumber } from './romanNumber.js';

/** How much a name says, 0 to 1: words that many ships carry, numbers and short words say little. */
export function nameRarity(key: string): number {
  const silent = key
    .split(' ')
    .map(romanToNumber)
    .reduce((product, word) => product * (1 - weightOf(word)), 1);
  return 1 - silent;
}

function weightOf(word: string): number {
  if (/^\d+$/.test(word) || word.length < 3) return 0.05;
  if (commonWords.has(word)) return 0.12;
  return Math.min(0.65, 0.08 * word.length + 0.1);
}

/** Words that recur most in the names of merchant ships; counted over incident reports of 1993 to 2018. */
const commonWords: ReadonlySet<string> = new Set(
  `STAR SEA OCEAN MAERSK PACIFIC EXPRESS GLORY LADY SPIRIT TRADER SUN EAGLE RIVER ATLANTIC GAS GOLDEN BRIDGE CLIPPER
  ARROW TIGER PIONEER FALCON GREAT MARU VENTURE PRINCESS PRIDE NEW NORD ORIENTAL BAY ACE KING BIRD FORTUNE QUEEN SAN
  DIAMOND EXPLORER ISLAND CAPE MSC CMA CGM HANJIN UNITED GLOBAL VICTORIA GULF EASTERN NORTHERN SOUTHERN WESTERN BRITISH
  ASIA ASIAN HOPE LUCKY HAPPY SILVER BLUE RED GREEN WHITE BLACK MOON WAVE WIND DRAGON LION DOLPHIN PEARL CROWN ROYAL
  GRACE MARINE NAVIGATOR CHAMPION LEADER WORLD INTERNATIONAL AND THE NO OF`.split(/\s+/),
);
