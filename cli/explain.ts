/**
 * One line that says what went wrong and what to do: for errors of our own the message and the hint, for anything else
 * its message. Never a stack, a connection string or SQL.
 */
export function explain(error: unknown): string {
  const { code, message, hint, extensions } = (error ?? {}) as {
    readonly code?: unknown;
    readonly message?: unknown;
    readonly hint?: unknown;
    readonly extensions?: { readonly hint?: unknown };
  };
  const advice = hint ?? extensions?.hint;
  if (code === 'EADDRINUSE')
    return 'The port is taken by another process. Choose another with --port, or stop that process.';
  if (code === 'EACCES') return 'The port or file may not be used by this user. Choose another, or run as its owner.';
  if (code === 'ENOSPC') return 'The disk is full. Free some room and start again; nothing acknowledged is lost.';
  const text =
    typeof message === 'string' ? message.replaceAll(/postgres(ql)?:\/\/\S+/g, '(connection string)') : String(error);
  return [firstLine(text), typeof advice === 'string' ? advice : ''].filter(Boolean).join(' ');
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
