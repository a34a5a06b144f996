// What a record or a text says, as a few digits: records/revision.py. Browsers keep their own SHA-256 (FIPS 180-4) from
// pages that come over http or from a folder.
(() => {
  const utpe = window.utpe;
  const RECORD_DIGITS = 12;
  const TEXT_DIGITS = 8;
  const isPrime = (n) => !Array.from({ length: n - 2 }, (_, i) => i + 2).some((i) => n % i === 0);
  const PRIMES = Array.from({ length: 310 }, (_, n) => n + 2).filter(isPrime);
  // The first 32 bits of the fraction.
  const fraction = (x) => Math.floor((x - Math.floor(x)) * 2 ** 32);
  const ROUNDS = PRIMES.map((n) => fraction(Math.cbrt(n)));
  const right = (x, n) => (x >>> n) | (x << (32 - n));

  function sha256(bytes) {
    const length = Math.ceil((bytes.length + 9) / 64) * 64;
    const padded = new DataView(new ArrayBuffer(length));
    bytes.forEach((byte, n) => padded.setUint8(n, byte));
    padded.setUint8(bytes.length, 0x80);
    padded.setUint32(length - 8, Math.floor(bytes.length / 2 ** 29));
    padded.setUint32(length - 4, (bytes.length << 3) >>> 0);
    const hash = PRIMES.slice(0, 8).map((n) => fraction(Math.sqrt(n)));
    const w = new Array(64);
    for (let at = 0; at < length; at += 64) {
      for (let i = 0; i < 64; i += 1) {
        if (i < 16) {
          w[i] = padded.getUint32(at + i * 4);
        } else {
          const [x, y] = [w[i - 15], w[i - 2]];
          w[i] = (w[i - 16] + (right(x, 7) ^ right(x, 18) ^ (x >>> 3)) + w[i - 7] + (right(y, 17) ^ right(y, 19) ^ (y >>> 10))) | 0;
        }
      }
      let [a, b, c, d, e, f, g, h] = hash;
      for (let i = 0; i < 64; i += 1) {
        const one = (h + (right(e, 6) ^ right(e, 11) ^ right(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[i] + w[i]) | 0;
        const other = ((right(a, 2) ^ right(a, 13) ^ right(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [a, b, c, d, e, f, g, h] = [(one + other) | 0, a, b, c, (d + one) | 0, e, f, g];
      }
      [a, b, c, d, e, f, g, h].forEach((x, n) => {
        hash[n] = (hash[n] + x) | 0;
      });
    }
    return hash.map((x) => (x >>> 0).toString(16).padStart(8, "0")).join("");
  }

  const digest = (text) => sha256(new TextEncoder().encode(text));
  utpe.revision = (collection, tree) => digest(JSON.stringify(utpe.ordered(collection, tree))).slice(0, RECORD_DIGITS);
  utpe.textRevision = (text) => digest(utpe.words(text).join(" ")).slice(0, TEXT_DIGITS);
})();
