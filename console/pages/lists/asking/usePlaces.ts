import { useEffect, useState } from 'react';
import { useViewerClient } from '../../../../client/bindings/react.js';
import { useSession } from '../../../shell/session.js';
import { PLACES_AT_ONCE, type Place, placesDocument } from './documents.js';

/** Names and positions of places by their UN/LOCODEs, as they come. The directory has them: they are no data of records. */
export function usePlaces(codes: readonly string[]): ReadonlyMap<string, Place> {
  const client = useViewerClient();
  const { noteReceipt } = useSession();
  const [known, setKnown] = useState<ReadonlyMap<string, Place>>(new Map());
  const wanted = codes.join(' ');
  useEffect(() => {
    if (wanted === '') return;
    const stop = new AbortController();
    for (const part of partsOf(wanted.split(' '))) {
      const query = placesDocument(part);
      const variables = Object.fromEntries(part.map((code, index) => [`p${index}`, code]));
      client.ask<Readonly<Record<string, Place | null>>>({ query, variables }, { signal: stop.signal }).then(
        (answer) => {
          noteReceipt(query, answer.extensions);
          if (stop.signal.aborted) return;
          const places = Object.values(answer.data).flatMap((place) =>
            place ? [[place.unlocode, place] as const] : [],
          );
          setKnown((before) => new Map([...before, ...places]));
        },
        // Without a name a place is shown by its code, without a position it is named below the map.
        () => undefined,
      );
    }
    return () => stop.abort();
  }, [client, noteReceipt, wanted]);
  return known;
}

const partsOf = (codes: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(codes.length / PLACES_AT_ONCE) }, (_, index) =>
    codes.slice(index * PLACES_AT_ONCE, (index + 1) * PLACES_AT_ONCE),
  );
