-- The six tables in which the server's Jakarta Batch runtime (JBatch) keeps its jobs. Names and columns are the runtime's own.
-- They are made here because the runtime would make them on first use, inside a transaction that may be rolled back; where it was first
-- all the same, they are there already.

create table if not exists b_jobinstancedata (
    jobinstanceid serial primary key,
    name          character varying(512),
    apptag        character varying(512)
);

create table if not exists b_executioninstancedata (
    jobexecid     serial primary key,
    jobinstanceid bigint not null references b_jobinstancedata (jobinstanceid),
    createtime    timestamp,
    starttime     timestamp,
    endtime       timestamp,
    updatetime    timestamp,
    parameters    bytea,
    batchstatus   character varying(512),
    exitstatus    character varying(512)
);
create index b_executioninstancedata_instance on b_executioninstancedata (jobinstanceid);

create table if not exists b_stepexecutioninstancedata (
    stepexecid       serial primary key,
    jobexecid        bigint not null references b_executioninstancedata (jobexecid),
    batchstatus      character varying(512),
    exitstatus       character varying(512),
    stepname         character varying(512),
    readcount        integer,
    writecount       integer,
    commitcount      integer,
    rollbackcount    integer,
    readskipcount    integer,
    processskipcount integer,
    filtercount      integer,
    writeskipcount   integer,
    starttime        timestamp,
    endtime          timestamp,
    persistentdata   bytea
);
create index b_stepexecutioninstancedata_execution on b_stepexecutioninstancedata (jobexecid);

create table if not exists b_jobstatus (
    id  bigint not null references b_jobinstancedata (jobinstanceid),
    obj bytea
);
create index b_jobstatus_id on b_jobstatus (id);

create table if not exists b_stepstatus (
    id  bigint not null references b_stepexecutioninstancedata (stepexecid),
    obj bytea
);
create index b_stepstatus_id on b_stepstatus (id);

create table if not exists b_checkpointdata (
    id  character varying(512),
    obj bytea
);
create index b_checkpointdata_id on b_checkpointdata (id);
