import { useEffect, useRef, useState } from "preact/hooks";
import { picture } from "./api.ts";

/** A page picture by its digest; the old one stays until the new one is there, so that nothing jumps. None for null. */
export function useShot(digest: string | null): string {
  const [source, show] = useState("");
  const held = useRef("");
  useEffect(() => {
    if (digest === null) show("");
    if (!digest) return;
    const stop = new AbortController();
    picture(`/api/pictures/${encodeURIComponent(digest)}`, { signal: stop.signal })
      .then((made) => {
        URL.revokeObjectURL(held.current);
        held.current = made;
        show(made);
      })
      .catch(() => undefined);
    return () => stop.abort();
  }, [digest]);
  useEffect(() => () => URL.revokeObjectURL(held.current), []);
  return source;
}
