// How this person looks at tasks: it stays while they go from board to board.
class Sight {
  by = $state<'list' | 'unit' | 'date'>('list');
  which = $state<'open' | 'all'>('open');
}

export const sight = new Sight();
