/** The code, place and hint of the error that a call throws; what it gives where it throws none. */
export function refusal(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return (error as { readonly extensions: unknown }).extensions;
  }
}
