-- Numbers that are never given out twice.

-- number_take(name text, count int) one (last int)
INSERT INTO number (name, last) VALUES (:name, :count)
  ON CONFLICT (name) DO UPDATE SET last = number.last + excluded.last
  RETURNING last;
