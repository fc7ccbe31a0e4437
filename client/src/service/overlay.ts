// What a waiting change to services looks like before the server has answered.
import type { Layer } from '../board/sheet';

export const service_layer: Layer = {};
