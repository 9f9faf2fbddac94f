-- What is compared, of both builds and all domains.
create table shown (
    build text, domain text, user_id text, rank bigint, item_id text, source text
);
create table people (build text, domain text, user_id text, items bigint);
create table catalogue (
    build text, domain text, item_id text, title text, share_of_users double
);
create table histories (build text, domain text, user_id text, item_id text);
