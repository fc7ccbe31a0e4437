// How wide words are in the interface's letters, in the units of a picture.
import type { Measure } from './wrap';

let context: CanvasRenderingContext2D | null | undefined;

export function measure_of(size: number, weight: number): Measure {
  context ??= document.createElement('canvas').getContext('2d');
  const family = getComputedStyle(document.body).fontFamily;
  const known = new Map<string, number>();
  return (text) => {
    let width = known.get(text);
    if (width === undefined) {
      // measured large, since small letters are rounded to the pixels of the screen
      if (context) context.font = `${weight} ${size * 8}px ${family}`;
      known.set(text, (width = context ? context.measureText(text).width / 8 : text.length * size * 0.55));
    }
    return width;
  };
}
