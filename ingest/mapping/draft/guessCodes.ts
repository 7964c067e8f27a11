// SPDX-License-Identifier: Apache-2.0
import { toHeader } from './synonyms/header.js';

/** Words by which files mean a code, beside the code itself. */
const meanings: readonly (readonly [RegExp, string])[] = [
  [/^(?:m|male|man|homme|h|mannlich|masculino|maschio|mezczyzna)$/, 'male'],
  [/^(?:f|w|v|female|woman|femme|weiblich|vrouw|femenino|femmina|kobieta)$/, 'female'],
  [/^(?:x|d|other|divers|o)$/, 'other'],
  [/cannabis|marijuana|marihuana|maconha|skunk|hashish|haschisch|haxixe|weed|resin/, 'CANNABIS'],
  [/cocaine|kokain|cocaina|crack|coca/, 'COCAINE'],
  [/heroin|opium|opioid|opiate|fentanyl|morphine|codeine|methadone|oxycodone|tramadol|poppy/, 'OPIOIDS'],
  [/amphetamine|ecstasy|mdma|\bats\b|captagon|speed|amphetamin|anfetamina/, 'ATS'],
  [/khat|ketamine|spice|new psychoactive|\bnps\b|synthetic cannab|kratom/, 'NPS'],
  [/lsd|lysergic|hallucinogen|psilocybin|mushroom|\bpcp\b/, 'HALLUCINOGENS'],
  [/sedative|tranquil|benzodiazepine|barbiturate|\bghb\b|xanax/, 'SEDATIVES'],
  [/drug|narcotic|betaubung|stupefiant|narcot/, 'DRUGS'],
  [/precursor/, 'PRECURSORS'],
  [/tobacco|cigarette|zigarette|tabak|tabac/, 'TOBACCO'],
  [/alcohol|spirits|wine|beer|alkohol/, 'ALCOHOL'],
  [/weapon|firearm|ammunition|explosive|waffe|arme/, 'WEAPONS_EXPLOSIVES'],
  [/counterfeit|trademark|\bipr\b|falschung|contrefacon/, 'IPR_COUNTERFEIT'],
  [/cites|wildlife|species|ivory|animal/, 'CITES'],
  [/cultural|antique|artefact/, 'CULTURAL_GOODS'],
  [/cash|currency|money|bargeld|especes/, 'CURRENCY'],
  [/medicine|pharma|medical|arzneimittel/, 'MEDICINES'],
  [/waste|abfall/, 'HAZARDOUS_WASTE'],
  [/x ray|scan/, 'SCANNER_XRAY'],
  [/dog|canine|k9|hund/, 'DOG'],
  [/closed|resolved|geschlossen|erledigt/, 'CLOSED'],
  [/investigat|ermittlung|enquete|pending/, 'UNDER_INVESTIGATION'],
  [/open|new|offen|ouvert/, 'OPEN'],
  [/\bweak|low quality/, 'WEAK_ALIAS'],
  [/\b(?:fka|f k a|former|previous|maiden|birth name)/, 'PREVIOUS'],
  [/\b(?:primary|prime|main)\b/, 'NAME'],
  [/\b(?:aka|a k a|alias|variation)\b/, 'ALIAS'],
  [/passport|reisepass|passeport|paspoort|pasaporte/, 'PASSPORT'],
  [/\bssn\b|social security/, 'SOCIAL_SECURITY_NUMBER'],
  [/\b(?:tin|ein|itin|nif|tax)\b/, 'TAX_NUMBER'],
  [/driv(?:er|ing)|fuhrerschein|permis de conduire/, 'DRIVING_LICENCE'],
  [/national id|identity card|\bid card\b/, 'NATIONAL_ID'],
  [/other|misc|sonstige|autre/, 'OTHER'],
];

/** What a value of the file probably is in a list of codes; null where nothing is near. */
export function guessCode(text: string, codes: readonly string[]): string | null {
  const word = toHeader(text);
  const same = codes.find((code) => toHeader(code) === word);
  if (same !== undefined) return same;
  const meant = meanings.find(([pattern, code]) => codes.includes(code) && pattern.test(word))?.[1];
  if (meant !== undefined) return meant;
  return (
    codes.find((code) => word.length > 4 && (toHeader(code).startsWith(word) || word.startsWith(toHeader(code)))) ??
    null
  );
}
