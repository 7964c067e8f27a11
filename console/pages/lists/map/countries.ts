import type { ExtendedFeature, ExtendedFeatureCollection } from 'd3-geo';
import { feature } from 'topojson-client';
import atlas from 'world-atlas/countries-110m.json';

/** A country's outline. */
export interface Country {
  /** ISO 3166-1 alpha-2; undefined where the atlas has no code. */
  readonly code: string | undefined;
  readonly outline: ExtendedFeature;
}

/** Antarctica: nobody trades with it, and it is as large as all others here. */
const ANTARCTICA = 'AQ';

/** The countries of Natural Earth 1:110m, without the smallest. */
export function readCountries(): readonly Country[] {
  const [topology, shapes] = [atlas, atlas.objects.countries] as unknown as Parameters<typeof feature>;
  const { features } = feature(topology, shapes) as ExtendedFeatureCollection;
  return features.map((outline) => ({ code: alpha2(outline.id), outline })).filter(({ code }) => code !== ANTARCTICA);
}

/** `528` is `NL`: Unicode has numbers of ISO 3166-1 as aliases of the letters, and so every browser. */
function alpha2(id: string | number | undefined): string | undefined {
  const [locale] = id === undefined ? [] : Intl.getCanonicalLocales(`und-${String(id).padStart(3, '0')}`);
  return /^und-([A-Z]{2})$/.exec(locale ?? '')?.[1];
}
