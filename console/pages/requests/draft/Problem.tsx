/** Why there is no draft, or no letter of it: the place, and what helps. It says no value. */
export function Problem({ title, error }: { readonly title: string; readonly error: unknown }) {
  const { message, hint } = wordsOf(error);
  return (
    <div className="notice notice-partial" role="status">
      <p>
        {title} <bdi>{message}</bdi>
      </p>
      {hint !== undefined && (
        <p>
          <bdi>{hint}</bdi>
        </p>
      )}
    </div>
  );
}

function wordsOf(error: unknown): { readonly message: string; readonly hint: string | undefined } {
  if (!(error instanceof Error)) return { message: '', hint: undefined };
  const { hint } = (error as { readonly extensions?: { readonly hint?: unknown } }).extensions ?? {};
  return { message: error.message, hint: typeof hint === 'string' ? hint : undefined };
}
