//! What is under load: one node or several, over a file or a PostgreSQL.

use super::cpu;
use super::http::{self, Connection};
use super::postgres::{Postgres, Work};
use super::server::Server;
use super::workers::Person;
use std::net::SocketAddr;

/// Nodes over one database.
pub struct System<'a> {
    pub nodes: Vec<Server>,
    /// None if it is SQLite, which works in the node itself.
    pub database: Option<&'a Postgres>,
}

/// CPU time that a system has used.
pub struct Used {
    nodes: f64,
    database: Option<Work>,
}

impl<'a> System<'a> {
    /// A node that keeps what it has to itself.
    pub fn single(node: Server) -> Self {
        Self {
            nodes: vec![node],
            database: None,
        }
    }

    /// Nodes over a PostgreSQL.
    pub fn over(database: &'a Postgres, nodes: Vec<Server>) -> Self {
        Self {
            nodes,
            database: Some(database),
        }
    }

    /// A connection to every node; which one is asked first depends on `number`.
    pub async fn connect(&self, number: usize) -> Connection {
        let addresses: Vec<SocketAddr> = self.nodes.iter().map(|node| node.address).collect();
        Connection::open(&addresses, number).await
    }

    /// What has been used so far.
    pub fn used(&self) -> Used {
        Used {
            nodes: self.nodes.iter().map(|node| cpu::seconds(node.pid())).sum(),
            database: self.database.map(Postgres::work),
        }
    }

    /// Seconds since `before`: the nodes' and the database's.
    pub fn used_since(&self, before: &Used) -> (f64, f64) {
        let now = self.used();
        let database = now.database.zip(before.database.as_ref());
        let database = database.map_or(0.0, |(now, before)| now.since(before));
        (now.nodes - before.nodes, database)
    }

    /// A session for each of the first `count` people.
    pub async fn sign_in(&self, count: usize) -> Vec<Person> {
        let mut connection = self.connect(0).await;
        let mut people = Vec::new();
        for number in 0..count {
            people.push(Person::sign_in(&mut connection, number).await);
        }
        people
    }
}

impl Server {
    /// Waits for the first answer.
    pub async fn ready(&mut self) {
        self.listening().await;
        let mut connection = Connection::open(&[self.address], 0).await;
        connection.ask(&http::get("/health/ready", &[])).await;
    }
}
