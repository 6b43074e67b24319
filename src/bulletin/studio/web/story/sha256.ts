// SHA-256 of a short text at once. The browser's own is asynchronous, and nothing here may wait while somebody types.
const PRIMES = primes(64);
const K = PRIMES.map((prime) => fraction(Math.cbrt(prime)));
const START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

function primes(count: number): number[] {
  const found: number[] = [];
  for (let number = 2; found.length < count; number++) {
    if (found.every((prime) => number % prime)) found.push(number);
  }
  return found;
}

function fraction(value: number): number {
  return ((value % 1) * 2 ** 32) | 0;
}

const turned = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

export function sha256(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const length = ((bytes.length + 8) >> 6) + 1;
  const view = new DataView(new ArrayBuffer(length * 64));
  for (const [place, byte] of bytes.entries()) view.setUint8(place, byte);
  view.setUint8(bytes.length, 0x80);
  view.setUint32(length * 64 - 4, bytes.length * 8);
  view.setUint32(length * 64 - 8, Math.floor(bytes.length / 2 ** 29));
  let state = START;
  for (let block = 0; block < length; block++) state = mixed(state, view, block * 64);
  return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

function mixed(state: number[], view: DataView, at: number): number[] {
  const words = Array.from({ length: 16 }, (_, n) => view.getInt32(at + 4 * n));
  const word = (n: number): number => words[n] ?? 0;
  for (let n = 16; n < 64; n++) {
    const a = word(n - 15);
    const b = word(n - 2);
    const low = turned(a, 7) ^ turned(a, 18) ^ (a >>> 3);
    const high = turned(b, 17) ^ turned(b, 19) ^ (b >>> 10);
    words.push((word(n - 16) + low + word(n - 7) + high) | 0);
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let n = 0; n < 64; n++) {
    const first =
      (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + (K[n] ?? 0) + word(n)) | 0;
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  return [a, b, c, d, e, f, g, h].map((value, n) => (value + (state[n] ?? 0)) | 0);
}
