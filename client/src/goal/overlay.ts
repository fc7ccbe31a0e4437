// What a waiting change to goals looks like before the server has answered.
import type { Layer } from '../board/sheet';

export const goal_layer: Layer = {};
