/** The viewers who have an export under way: each has one place. */
export interface ExportPlaces {
  /**
   * Takes a viewer's place.
   *
   * @returns what gives it back; null where an export of theirs is under way
   */
  take(viewer: string): Promise<(() => void) | null>;
}

/** Places of this process alone. */
export function ownPlaces(): ExportPlaces {
  const taken = new Set<string>();
  return {
    take: async (viewer) => {
      if (taken.has(viewer)) return null;
      taken.add(viewer);
      return () => void taken.delete(viewer);
    },
  };
}
