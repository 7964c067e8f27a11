-- Words of texts that a search finds records by. Without a language, which nobody states; of a text that is longer than any
-- description its beginning, since PostgreSQL makes no vector of more.
create index goods_item_words on cargo.goods_item using gin (to_tsvector('simple', left(description, 100000)));
