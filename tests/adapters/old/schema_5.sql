-- A history as the fifth schema had it: its rows can be a group's own log. Never change this file: it is what lies on people's disks.
PRAGMA application_id = 1413696587;
PRAGMA user_version = 5;
BEGIN TRANSACTION;
CREATE TABLE events (
            session INTEGER NOT NULL REFERENCES sessions (key),
            seq INTEGER NOT NULL,
            batch INTEGER NOT NULL,
            at INTEGER NOT NULL,
            type TEXT NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (session, seq)
        ) WITHOUT ROWID
        ;
INSERT INTO "events" VALUES(1,0,0,0,'session_started','{"cause":"space","go_ms":5000}');
INSERT INTO "events" VALUES(1,1,1,85000,'rep_finished','{"cause":"space"}');
INSERT INTO "events" VALUES(1,2,2,254000,'rep_finished','{"cause":"space"}');
INSERT INTO "events" VALUES(2,0,0,0,'session_started','{"cause":"space","go_ms":5000}');
INSERT INTO "events" VALUES(2,1,1,86000,'rep_finished','{"cause":"space"}');
INSERT INTO "events" VALUES(2,2,2,200000,'note_written','{"cause":"key","text":"windy"}');
CREATE TABLE sessions (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            source TEXT NOT NULL,
            started_wall_ms INTEGER NOT NULL,
            utc_offset_s INTEGER NOT NULL,
            clock_ms INTEGER NOT NULL,
            boot_id TEXT NOT NULL,
            plan TEXT NOT NULL
        , athlete TEXT, "group" TEXT);
INSERT INTO "sessions" VALUES(1,'s00001','"quick.toml"',1780086400000,7200,0,'b','{"name":"quick","steps":[{"kind":"rep","end":{"type":"distance","distance_mm":400000},"label":"400 m","rep":1,"reps":1,"set":1,"sets":1,"block":0,"group":0,"marks_mm":[400000],"planned":true},{"kind":"recovery","end":{"type":"time","duration_ms":90000},"label":"recovery","rep":1,"reps":1,"set":1,"sets":1,"block":0,"group":0,"planned":true},{"kind":"rep","end":{"type":"distance","distance_mm":400000},"label":"400 m","rep":1,"reps":1,"set":1,"sets":1,"block":0,"group":0,"marks_mm":[400000],"planned":true}],"lap_mm":400000,"split_every_mm":400000,"get_ready_ms":5000,"start":"auto"}',NULL,NULL);
INSERT INTO "sessions" VALUES(2,'s00002','"quick.toml"',1780172800000,7200,0,'b','{"name":"quick","steps":[{"kind":"rep","end":{"type":"distance","distance_mm":400000},"label":"400 m","rep":1,"reps":1,"set":1,"sets":1,"block":0,"group":0,"marks_mm":[400000],"planned":true},{"kind":"recovery","end":{"type":"time","duration_ms":90000},"label":"recovery","rep":1,"reps":1,"set":1,"sets":1,"block":0,"group":0,"planned":true},{"kind":"rep","end":{"type":"distance","distance_mm":400000},"label":"400 m","rep":1,"reps":1,"set":1,"sets":1,"block":0,"group":0,"marks_mm":[400000],"planned":true}],"lap_mm":400000,"split_every_mm":400000,"get_ready_ms":5000,"start":"auto"}',NULL,NULL);
CREATE TABLE deletions (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL,
            fate TEXT NOT NULL,
            wall_ms INTEGER NOT NULL,
            session INTEGER NOT NULL
        );
INSERT INTO "deletions" VALUES(1,'s00000','deleted',1780172900000,7);
INSERT INTO "deletions" VALUES(2,'s00000','erased',1780172910000,7);
INSERT INTO "deletions" VALUES(3,'s00002','deleted',1780172920000,2);
INSERT INTO "deletions" VALUES(4,'s00002','kept',1780172930000,2);
CREATE INDEX sessions_by_start ON sessions (started_wall_ms);
COMMIT;
