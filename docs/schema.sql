-- The normalised schema of shoes as PostgreSQL has it after a build. Written by
-- `make schema`; a test holds it to what is built.

CREATE SCHEMA shoes;

CREATE TABLE shoes.environmental_data (
    user_id text NOT NULL,
    shoe_id text NOT NULL,
    observed_on date NOT NULL,
    temperature_celsius double precision,
    humidity_percent double precision,
    rainfall_mm double precision,
    CONSTRAINT environmental_data_humidity_percent_check CHECK (((humidity_percent >= (0)::double precision) AND (humidity_percent <= (100)::double precision))),
    CONSTRAINT environmental_data_rainfall_mm_check CHECK ((rainfall_mm >= (0)::double precision)),
    CONSTRAINT environmental_data_temperature_celsius_check CHECK (((temperature_celsius >= ('-90'::integer)::double precision) AND (temperature_celsius <= (60)::double precision)))
);

CREATE TABLE shoes.interactions (
    user_id text NOT NULL,
    shoe_id text NOT NULL,
    interaction_type text NOT NULL,
    occurred_at timestamp without time zone NOT NULL,
    CONSTRAINT interactions_interaction_type_check CHECK ((interaction_type = ANY (ARRAY['view'::text, 'add_to_wishlist'::text, 'purchase'::text])))
);

CREATE TABLE shoes.shoes (
    shoe_id text NOT NULL,
    brand text,
    model text,
    type text,
    material text,
    color text,
    care_instructions text,
    lifespan_days bigint,
    CONSTRAINT shoes_lifespan_days_check CHECK ((lifespan_days >= 0))
);

CREATE TABLE shoes.user_shoe_care (
    user_id text NOT NULL,
    shoe_id text NOT NULL,
    purchased_at timestamp without time zone NOT NULL,
    care_due_on date NOT NULL,
    is_due boolean NOT NULL,
    care_instructions text NOT NULL
);

CREATE TABLE shoes.users (
    user_id text NOT NULL,
    gender text,
    age_band text,
    primary_usage text
);

ALTER TABLE ONLY shoes.environmental_data
    ADD CONSTRAINT environmental_data_pkey PRIMARY KEY (user_id, shoe_id, observed_on);

ALTER TABLE ONLY shoes.interactions
    ADD CONSTRAINT interactions_pkey PRIMARY KEY (user_id, shoe_id, interaction_type, occurred_at);

ALTER TABLE ONLY shoes.shoes
    ADD CONSTRAINT shoes_pkey PRIMARY KEY (shoe_id);

ALTER TABLE ONLY shoes.user_shoe_care
    ADD CONSTRAINT user_shoe_care_pkey PRIMARY KEY (user_id, shoe_id, purchased_at);

ALTER TABLE ONLY shoes.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (user_id);

ALTER TABLE ONLY shoes.environmental_data
    ADD CONSTRAINT environmental_data_shoe_id_fkey FOREIGN KEY (shoe_id) REFERENCES shoes.shoes(shoe_id);

ALTER TABLE ONLY shoes.environmental_data
    ADD CONSTRAINT environmental_data_user_id_fkey FOREIGN KEY (user_id) REFERENCES shoes.users(user_id);

ALTER TABLE ONLY shoes.interactions
    ADD CONSTRAINT interactions_shoe_id_fkey FOREIGN KEY (shoe_id) REFERENCES shoes.shoes(shoe_id);

ALTER TABLE ONLY shoes.interactions
    ADD CONSTRAINT interactions_user_id_fkey FOREIGN KEY (user_id) REFERENCES shoes.users(user_id);

ALTER TABLE ONLY shoes.user_shoe_care
    ADD CONSTRAINT user_shoe_care_shoe_id_fkey FOREIGN KEY (shoe_id) REFERENCES shoes.shoes(shoe_id);

ALTER TABLE ONLY shoes.user_shoe_care
    ADD CONSTRAINT user_shoe_care_user_id_fkey FOREIGN KEY (user_id) REFERENCES shoes.users(user_id);

CREATE INDEX ON shoes.environmental_data USING btree (shoe_id);

CREATE INDEX ON shoes.environmental_data USING btree (user_id);

CREATE INDEX ON shoes.interactions USING btree (shoe_id);

CREATE INDEX ON shoes.interactions USING btree (user_id);

CREATE INDEX ON shoes.user_shoe_care USING btree (shoe_id);

CREATE INDEX ON shoes.user_shoe_care USING btree (user_id);
