/** The lines of a file with their line ends; only the last may have none. */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  for await (const piece of bytes) {
    const buffer = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    let from = 0;
    for (let end = buffer.indexOf(0x0a); end >= 0; end = buffer.indexOf(0x0a, from)) {
      yield Buffer.concat([...begun, buffer.subarray(from, end + 1)]);
      begun = [];
      from = end + 1;
    }
    if (from < buffer.length) begun.push(Buffer.from(buffer.subarray(from)));
  }
  if (begun.length > 0) yield Buffer.concat(begun);
}
