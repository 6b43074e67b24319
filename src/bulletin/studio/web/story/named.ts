// A name for a text, as the program makes it (`studio/story/blocks.py`): its CRC-32 and its Adler-32, at once. Nothing may
// wait here while somebody types, and a name only tells whether a block is the one that was read.
const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, "0");

export function named(text: string): string {
  let crc = -1;
  let sum = 1;
  let sums = 0;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
    sum = (sum + byte) % 65521;
    sums = (sums + sum) % 65521;
  }
  return hex(~crc) + hex((sums << 16) | sum);
}
